/**
 * How near bulk work comes to what the processor allows: operations beside the primitives that they
 * are made of, in the same run.
 */
package dev.keyward.cli.bench;
