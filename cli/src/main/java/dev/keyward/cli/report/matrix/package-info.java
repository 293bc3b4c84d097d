/** The matrix of Hyper-V hosts and machines as reports. */
@NullMarked
package dev.keyward.cli.report.matrix;

import org.jspecify.annotations.NullMarked;
