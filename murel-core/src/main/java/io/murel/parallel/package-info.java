/** Work on several cores with results in order. */
package io.murel.parallel;
