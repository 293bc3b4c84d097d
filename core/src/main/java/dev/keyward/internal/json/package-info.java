/**
 * JSON and YAML: the only place that configures their parsers, and the reader of PowerShell's
 * exports.
 */
@NullMarked
package dev.keyward.internal.json;

import org.jspecify.annotations.NullMarked;
