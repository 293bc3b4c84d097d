/** Files that hold protectors: their encodings, and exports of many machines. */
package dev.keyward.protector.file;
