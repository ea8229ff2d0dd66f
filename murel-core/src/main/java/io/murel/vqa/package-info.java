/** Questions about images, answered by a trained network: the library in three calls. */
package io.murel.vqa;
