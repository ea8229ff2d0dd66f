package io.murel.vqa;

import io.murel.BadInputException;

/** An image that was asked about by name is not in the model's region store. */
public final class UnknownImageException extends BadInputException {

  UnknownImageException(BadInputException message) {
    super(message.getMessage(), message.getCause());
  }
}
