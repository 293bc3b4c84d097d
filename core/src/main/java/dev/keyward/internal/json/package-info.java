/** JSON: the one place that configures the parser, and the reader of PowerShell's exports. */
package dev.keyward.internal.json;
