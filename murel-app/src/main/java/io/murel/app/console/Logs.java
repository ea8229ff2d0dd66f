package io.murel.app.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/**
 * Log lines as messages to the user: plain on standard output, warnings and errors on standard
 * error. Found by logback through {@code META-INF/services}.
 */
public final class Logs extends ContextAwareBase implements Configurator {

  /** How much is said. */
  public enum Detail {
    /** Warnings and errors only. */
    QUIET(Level.WARN),
    /** What a user wants to know. */
    NORMAL(Level.INFO),
    /** What a developer wants to know. */
    DEBUG(Level.DEBUG);

    private final Level level;

    Detail(Level level) {
      this.level = level;
    }
  }

  /** Sets how much our own loggers say. */
  public static void say(Detail detail) {
    if (LoggerFactory.getLogger("io.murel") instanceof Logger logger) {
      logger.setLevel(detail.level);
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext loggers) {
    Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    loggers.getLogger("io.murel").setLevel(Level.INFO);
    // A progress bar may stand on the line: wipe it first. Nothing to wipe where there is none.
    String wipe = Terminal.standard().isInteractive() ? "\r\u001b[K" : "";
    root.addAppender(
        appender(loggers, ConsoleTarget.SystemOut, wipe + "%msg%n", level -> !isWarning(level)));
    root.addAppender(
        appender(
            loggers,
            ConsoleTarget.SystemErr,
            wipe + "%replace(%level){'WARN','Warning'}: %msg%n",
            Logs::isWarning));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean isWarning(Level level) {
    return level.isGreaterOrEqual(Level.WARN);
  }

  private static ConsoleAppender<ILoggingEvent> appender(
      LoggerContext context, ConsoleTarget target, String pattern, Predicate<Level> wanted) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget(target.getName());
    appender.setEncoder(encoder);
    appender.addFilter(
        new Filter<>() {
          @Override
          public FilterReply decide(ILoggingEvent event) {
            return wanted.test(event.getLevel()) ? FilterReply.NEUTRAL : FilterReply.DENY;
          }
        });
    appender.start();
    return appender;
  }
}
