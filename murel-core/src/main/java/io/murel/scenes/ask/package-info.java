/** Questions about scenes: their programs, answers, wording and balance. */
package io.murel.scenes.ask;
