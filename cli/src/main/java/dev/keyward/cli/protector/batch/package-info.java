/** {@code keyward protector create --batch}: many protectors from a list of lines. */
package dev.keyward.cli.protector.batch;
