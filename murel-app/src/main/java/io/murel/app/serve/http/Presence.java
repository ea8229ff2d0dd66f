package io.murel.app.serve.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Whether the client of a request is still there. The server itself looks at a connection only when
 * it reads or writes; so does this, once, before a network is asked in vain.
 */
public final class Presence {

  private final SocketChannel channel;
  private boolean gone;
  private boolean spoke;

  private Presence(SocketChannel channel) {
    this.channel = channel;
  }

  /** Of the connection that a request came over. */
  static Presence of(HttpServletRequest request) {
    Object transport =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint()
            .getTransport();
    return new Presence(transport instanceof SocketChannel channel ? channel : null);
  }

  /**
   * Looks at the connection: true if the client has closed it. Only to be called after the body has
   * been read and before the answer is written, while nobody else reads.
   */
  public synchronized boolean isGone() {
    if (channel == null || gone || spoke) {
      return gone;
    }
    try {
      int read = channel.read(ByteBuffer.allocate(1)); // does not block
      gone = read < 0;
      spoke = read > 0;
    } catch (IOException e) {
      gone = true;
    }
    return gone;
  }

  /**
   * Whether the client has sent the beginning of a next request before it had the answer to this
   * one, as hardly any does. That beginning is lost: the connection must be closed after the
   * answer, upon which the client has to ask again (RFC 9112, section 9.3.2).
   */
  synchronized boolean spoke() {
    return spoke;
  }
}
