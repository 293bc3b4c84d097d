package dev.keyward.tpm.log;

import java.util.Optional;

/**
 * An event that a boot loader measures a text by.
 *
 * @param event the event
 * @param text the text whose digest the event has; empty where the log holds no such text
 */
public record MeasuredText(LogEvent event, Optional<String> text) {}
