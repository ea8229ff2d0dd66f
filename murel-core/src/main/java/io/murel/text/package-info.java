/** Questions: tokenizers, vocabulary, and the recurrent encoders (skip-thoughts and plain GRU). */
package io.murel.text;
