/** Questions of many requests, gathered into batches for one network at a time. */
package io.murel.app.serve.answer;
