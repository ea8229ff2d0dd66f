/**
 * Typed, checked access to a tree of options. Reading option files is the application's business.
 */
package io.murel.options;
