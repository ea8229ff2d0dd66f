/** Scenes as pictures: outlines, light, shadow, background. */
package io.murel.scenes.draw;
