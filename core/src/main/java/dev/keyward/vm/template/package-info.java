/** Template disks: their names and versions, and the catalogs that sign their content. */
package dev.keyward.vm.template;
