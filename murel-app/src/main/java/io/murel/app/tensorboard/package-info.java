/**
 * Event files, which TensorBoard shows: records with checksums (TFRecord), each an {@code Event} in
 * protocol-buffer encoding. Both formats are small and frozen; TensorFlow itself is not needed.
 */
package io.murel.app.tensorboard;
