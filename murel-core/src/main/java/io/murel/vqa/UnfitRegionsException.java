package io.murel.vqa;

import io.murel.BadInputException;

/**
 * Regions that the network cannot read: of other features than it was trained with, or not numbers.
 */
public final class UnfitRegionsException extends BadInputException {

  UnfitRegionsException(BadInputException message) {
    super(message.getMessage(), message.getCause());
  }
}
