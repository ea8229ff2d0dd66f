package io.murel.vqa;

import io.murel.BadInputException;

/** A question that the network cannot read: empty, without any known word, or too long. */
public final class BadQuestionException extends BadInputException {

  BadQuestionException(BadInputException message) {
    super(message.getMessage(), message.getCause());
  }
}
