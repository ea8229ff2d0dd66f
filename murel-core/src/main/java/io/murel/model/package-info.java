/** The networks: MurelNet, the attention baseline, and how options become one of them. */
package io.murel.model;
