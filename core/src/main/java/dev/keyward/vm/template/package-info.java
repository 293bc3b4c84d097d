/** Template disks: their names and versions, and the catalogs that sign their content. */
@NullMarked
package dev.keyward.vm.template;

import org.jspecify.annotations.NullMarked;
