/**
 * What lies in a folder: which files an audit takes for protectors, which for damaged ones, and
 * which for other files.
 */
package dev.keyward.audit.walk;
