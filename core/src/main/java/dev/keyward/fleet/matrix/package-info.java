/** Which Hyper-V host in local mode can start which virtual machine, and until when. */
@NullMarked
package dev.keyward.fleet.matrix;

import org.jspecify.annotations.NullMarked;
