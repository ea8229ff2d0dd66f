package io.murel.vqa;

import io.murel.BadInputException;

/**
 * The regions of an image cannot be had: a name without a store, or a picture for a model whose
 * features are not made here.
 */
public final class NoRegionsException extends BadInputException {

  NoRegionsException(BadInputException message) {
    super(message.getMessage(), message.getCause());
  }
}
