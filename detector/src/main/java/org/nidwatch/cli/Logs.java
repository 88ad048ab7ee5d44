// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sends the logs to a file for as long as the terminal belongs to a picture. */
final class Logs implements AutoCloseable {
    private final Logger root;
    private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();
    private final FileAppender<ILoggingEvent> file = new FileAppender<>();

    private Logs(LoggerContext context, Path target) {
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.iteratorForAppenders().forEachRemaining(usual::add);
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern());
        encoder.start();
        file.setContext(context);
        file.setFile(target.toString());
        file.setEncoder(encoder);
        file.start();
        usual.forEach(root::detachAppender);
        root.addAppender(file);
    }

    /** Until closed, logs go to this file and nowhere else. */
    static Logs to(Path target) {
        return new Logs((LoggerContext) LoggerFactory.getILoggerFactory(), target);
    }

    /** The layout of logback.xml, which takes out what could be a citizen's number. */
    private String pattern() {
        for (Appender<ILoggingEvent> each : usual) {
            if (each instanceof OutputStreamAppender<ILoggingEvent> stream
                    && stream.getEncoder() instanceof PatternLayoutEncoder encoder) {
                return encoder.getPattern();
            }
        }
        throw new IllegalStateException("logback.xml has no appender with a pattern");
    }

    @Override
    public void close() {
        usual.forEach(root::addAppender);
        root.detachAppender(file);
        file.stop();
    }
}
