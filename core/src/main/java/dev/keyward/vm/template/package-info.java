/** Template disks: their names and versions, and catalogs that sign their contents. */
package dev.keyward.vm.template;
