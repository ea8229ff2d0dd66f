/** Scores a result file against human answers, without a run. */
package io.murel.app.score;
