/**
 * One run from options to results: data, network, training, evaluation, what is shown meanwhile.
 */
package io.murel.app.run;
