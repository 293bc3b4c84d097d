/**
 * The fleet: which Host Guardian Service can start which virtual machine, and in which outage.
 *
 * <p>This package computes the failover rule as we read Microsoft's article. A host always asks its
 * primary first. If it can reach no node of the primary, it tries a second time, and switches to
 * the fallback after at most the host's limit. A refusal by a primary that answers is final.
 *
 * <p>For every machine the question is: could it be started again now? In an outage everything else
 * continues to run, even services that could not be started again themselves. A machine that is a
 * node of a service does not serve while it starts. In a cold start only the physical nodes run at
 * the sites that were dark. Then all machines of these sites try to start at once, in rounds, until
 * no machine starts in a round. Machines of other sites are asked after the last round.
 *
 * <p>A host reaches a node if both sites are up and a chain of links and sites that are up connects
 * them. A node that is down does not serve, but its machine may be started.
 */
@NullMarked
package dev.keyward.fleet;

import org.jspecify.annotations.NullMarked;
