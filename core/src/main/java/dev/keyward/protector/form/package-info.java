/** The XML form of the parts of a protector, as MS-KPS 2.2.1 defines it. */
package dev.keyward.protector.form;
