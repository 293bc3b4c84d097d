/**
 * JSON and YAML: the only place that configures their parsers, and the reader of PowerShell's
 * exports.
 */
package dev.keyward.internal.json;
