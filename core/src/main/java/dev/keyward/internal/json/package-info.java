/**
 * JSON and YAML: the one place that configures their parsers, and the reader of PowerShell's
 * exports.
 */
package dev.keyward.internal.json;
