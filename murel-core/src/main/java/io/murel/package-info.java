/**
 * MuRel: multimodal relational reasoning for visual question answering (Cadene et al., CVPR 2019).
 */
package io.murel;
