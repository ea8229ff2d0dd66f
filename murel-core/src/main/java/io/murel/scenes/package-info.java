/** Drawn scenes with questions about them: the data set inside. */
package io.murel.scenes;
