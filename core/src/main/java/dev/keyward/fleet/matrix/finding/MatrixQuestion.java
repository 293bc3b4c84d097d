package dev.keyward.fleet.matrix.finding;

import dev.keyward.fleet.matrix.Backup;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is asked about a matrix.
 *
 * @param now the moment that certificates are held against
 * @param within how long before its end a certificate is reported
 * @param backup the files in which keys are kept; empty where none were given
 */
public record MatrixQuestion(Instant now, Duration within, Optional<Backup> backup) {}
