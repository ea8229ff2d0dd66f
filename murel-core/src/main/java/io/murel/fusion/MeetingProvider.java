package io.murel.fusion;

import java.util.Optional;

/**
 * Brings a kernel from another module, found with {@link java.util.ServiceLoader}. Loading the
 * provider must not fail where its kernel cannot run.
 */
public interface MeetingProvider {

  /** A new kernel; empty where it cannot run in this Java machine. */
  Optional<MeetingKernel> create();
}
