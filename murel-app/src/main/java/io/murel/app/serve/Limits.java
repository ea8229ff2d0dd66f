package io.murel.app.serve;

import java.time.Duration;

/**
 * What a client may ask for. Beyond a limit the answer is a clear refusal.
 *
 * @param bodyBytes of one request: a photograph straight from a camera has up to 15 MB
 * @param allBodyBytes of all requests being read or looked at, which is what uploads may cost in
 *     memory
 * @param jsonBytes of a JSON body: the questions of the longest request fit in a tenth
 * @param bodyTime for sending a body: a photograph over a slow line takes a minute
 * @param idleTime without a byte after which a connection is given up
 * @param headerBytes of a request: browsers send some 2 KB
 * @param connections at a time: each costs a file handle and some buffers
 * @param pixels of a picture, looked at before it is unpacked: a kilobyte can unpack to gigabytes.
 *     Photographs have 12 to 50 million
 * @param questionCharacters of one question: the longest of VQA v2 has 100
 * @param questions in one request
 * @param topK answers to one question
 * @param pictureJobs pictures waiting to be unpacked; two are at a time
 * @param keptBytes of uploaded and drawn pictures with their regions; the longest unused go first
 */
public record Limits(
    int bodyBytes,
    long allBodyBytes,
    int jsonBytes,
    Duration bodyTime,
    Duration idleTime,
    int headerBytes,
    int connections,
    long pixels,
    int questionCharacters,
    int questions,
    int topK,
    int pictureJobs,
    long keptBytes) {

  /** Fits a process with a heap of 3 GB. */
  public static final Limits USUAL =
      new Limits(
          20_000_000,
          200_000_000,
          1_000_000,
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          16_384,
          512,
          50_000_000,
          1_000,
          64,
          100,
          32,
          64_000_000);

  /** The same with larger or smaller bodies. */
  public Limits withBodyBytes(int value) {
    return new Limits(
        value,
        Math.max(allBodyBytes, value),
        jsonBytes,
        bodyTime,
        idleTime,
        headerBytes,
        connections,
        pixels,
        questionCharacters,
        questions,
        topK,
        pictureJobs,
        keptBytes);
  }

  public Limits withBodyTime(Duration value) {
    return new Limits(
        bodyBytes,
        allBodyBytes,
        jsonBytes,
        value,
        idleTime,
        headerBytes,
        connections,
        pixels,
        questionCharacters,
        questions,
        topK,
        pictureJobs,
        keptBytes);
  }

  public Limits withIdleTime(Duration value) {
    return new Limits(
        bodyBytes,
        allBodyBytes,
        jsonBytes,
        bodyTime,
        value,
        headerBytes,
        connections,
        pixels,
        questionCharacters,
        questions,
        topK,
        pictureJobs,
        keptBytes);
  }

  public Limits withPixels(long value) {
    return new Limits(
        bodyBytes,
        allBodyBytes,
        jsonBytes,
        bodyTime,
        idleTime,
        headerBytes,
        connections,
        value,
        questionCharacters,
        questions,
        topK,
        pictureJobs,
        keptBytes);
  }

  public Limits withQuestionCharacters(int value) {
    return new Limits(
        bodyBytes,
        allBodyBytes,
        jsonBytes,
        bodyTime,
        idleTime,
        headerBytes,
        connections,
        pixels,
        value,
        questions,
        topK,
        pictureJobs,
        keptBytes);
  }

  public Limits withKeptBytes(long value) {
    return new Limits(
        bodyBytes,
        allBodyBytes,
        jsonBytes,
        bodyTime,
        idleTime,
        headerBytes,
        connections,
        pixels,
        questionCharacters,
        questions,
        topK,
        pictureJobs,
        value);
  }
}
