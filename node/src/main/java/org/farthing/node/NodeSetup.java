package org.farthing.node;

import java.nio.file.Path;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.protocol.activity.Origin;

/**
 * What one node is made of.
 *
 * @param origin under which others know it
 * @param host where it listens
 * @param port where it listens; need not be that of the origin, which a proxy may stand for
 * @param connections to the database, at most
 * @param keyFile made when missing
 * @param terms of its policy
 * @param closesMonths whether months are closed as they become due, and not only by command
 */
public record NodeSetup(
    Origin origin,
    String host,
    int port,
    DatabaseAddress database,
    int connections,
    Path keyFile,
    PolicyTerms terms,
    Clocks clocks,
    PaymentRail rail,
    boolean closesMonths) {}
