/** The recurrence of the question encoders with the vector instructions of the CPU. */
package io.murel.text.vector;
