/**
 * Bilinear fusions of two vectors: BLOCK and the models it is compared with (Ben-Younes et al.,
 * AAAI 2019), one class each.
 */
package io.murel.fusion;
