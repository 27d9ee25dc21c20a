package org.farthing.node.guard;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.function.Predicate;
import org.farthing.node.federation.directory.Admission;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.MessageReader;

/**
 * What the rules for domains mean for messages. A suspended server is not heard and gets nothing,
 * but for one case: with a node with which there are accounts, what is said about money goes on
 * both ways, so that what is owed is stated and paid. New flattrs of it are refused where flattrs
 * are decided on.
 */
public final class BlockedServers implements Admission {

  private final DomainBlocks blocks;
  private final Predicate<URI> hasAccounts;

  /**
   * @param hasAccounts whether the server of an address is a node with which this one keeps
   *     accounts; asked for suspended ones alone, outside of transactions
   */
  public BlockedServers(DomainBlocks blocks, Predicate<URI> hasAccounts) {
    this.blocks = blocks;
    this.hasAccounts = hasAccounts;
  }

  @Override
  public boolean admits(ActivityDocument activity) {
    URI server = activity.actor().uri();
    return !blocks.isSuspended(server)
        || (isAboutMoney(activity.json()) && hasAccounts.test(server));
  }

  @Override
  public boolean releases(URI inbox, byte[] message) {
    return !blocks.isSuspended(inbox) || isAboutMoney(Json.parseObject(message));
  }

  @Override
  public boolean shows(ActorId reader) {
    return !blocks.isSuspended(reader.uri());
  }

  /** Whether no connection is to be made: settling needs keys, policies and lines of the other. */
  public boolean isOutOfReach(URI address) {
    return blocks.isSuspended(address) && !hasAccounts.test(address);
  }

  private static boolean isAboutMoney(JsonObject document) {
    try {
      return MessageReader.read(document).isPresent();
    } catch (ProtocolException e) {
      return false;
    }
  }
}
