/** {@code keyward demo branch-office}: the founding scenario with live services. */
package dev.keyward.cli.demo;
