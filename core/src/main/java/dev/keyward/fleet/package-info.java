/**
 * The fleet: which Host Guardian Service can start which virtual machine, and in which outage.
 *
 * <p>What is computed is the failover rule as we read the article: a host asks its primary first,
 * always; where no node of it can be reached it tries a second time, and goes on to the fallback
 * after at most the host's limit. A primary that is reached and says no is final.
 *
 * <p>The question asked of every machine is: could it be started again now? In an outage all that
 * is not out goes on running, also services that could not be started again themselves. A machine
 * that is a node of a service does not serve while it starts. In a cold start the sites that were
 * dark have nothing running but the physical nodes; then all their machines try at once, round
 * after round, until a round starts none; machines of other sites are asked after the last round.
 *
 * <p>A host reaches a node if both their sites are up and a chain of links and sites that are up
 * joins them. A node that is out does not serve, though its machine may be started.
 */
package dev.keyward.fleet;
