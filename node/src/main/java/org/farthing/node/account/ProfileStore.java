package org.farthing.node.account;

import static org.farthing.node.generated.Tables.MEMBER_PROFILE;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.generated.tables.records.MemberProfileRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/** The rows of what members show of themselves. */
final class ProfileStore {

  ActorProfile find(Transaction tx, MemberId member) {
    return tx.dsl()
        .selectFrom(MEMBER_PROFILE)
        .where(MEMBER_PROFILE.MEMBER_ID.eq(member.value()))
        .fetchOptional(ProfileStore::profile)
        .orElse(ActorProfile.EMPTY);
  }

  void save(Transaction tx, MemberId member, ActorProfile profile) {
    MemberProfileRecord row = new MemberProfileRecord();
    row.setMemberId(member.value());
    row.setBio(profile.bio());
    row.setFields(fields(profile.fields()));
    row.setAlsoKnownAs(texts(profile.alsoKnownAs()));
    row.setMovedTo(profile.movedTo().map(ActorId::toString).orElse(null));
    row.setIcon(profile.icon().map(URI::toString).orElse(null));
    row.setImage(profile.image().map(URI::toString).orElse(null));
    row.setDiscoverable(profile.discoverable());
    row.setIndexable(profile.indexable());
    row.setApprovesFollowers(profile.approvesFollowers());
    row.setShowsFollows(profile.showsFollows());
    row.setShowsFlattrs(profile.showsFlattrs());
    tx.dsl().insertInto(MEMBER_PROFILE).set(row).onDuplicateKeyUpdate().set(row).execute();
  }

  void delete(Transaction tx, MemberId member) {
    tx.dsl()
        .deleteFrom(MEMBER_PROFILE)
        .where(MEMBER_PROFILE.MEMBER_ID.eq(member.value()))
        .execute();
  }

  private static ActorProfile profile(MemberProfileRecord row) {
    return new ActorProfile(
        row.getBio(),
        array(row.getFields()).getValuesAs(JsonObject.class).stream()
            .map(each -> new ActorProfile.Field(each.getString("name"), each.getString("value")))
            .toList(),
        array(row.getAlsoKnownAs()).getValuesAs(JsonString.class).stream()
            .map(each -> ActorId.of(each.getString()))
            .toList(),
        Optional.ofNullable(row.getMovedTo()).map(ActorId::of).orElse(null),
        address(row.getIcon()),
        address(row.getImage()),
        row.getDiscoverable(),
        row.getIndexable(),
        row.getApprovesFollowers(),
        row.getShowsFollows(),
        row.getShowsFlattrs());
  }

  private static @Nullable URI address(@Nullable String stored) {
    return stored == null ? null : URI.create(stored);
  }

  /** The reader reads objects alone. */
  private static JsonArray array(String stored) {
    String wrapped = "{\"all\":" + stored + "}";
    return Json.parseObject(wrapped.getBytes(StandardCharsets.UTF_8)).getJsonArray("all");
  }

  private static String fields(List<ActorProfile.Field> fields) {
    JsonArrayBuilder array = Json.newArray();
    fields.forEach(
        each -> array.add(Json.newObject().add("name", each.name()).add("value", each.value())));
    return array.build().toString();
  }

  private static String texts(List<ActorId> ids) {
    JsonArrayBuilder array = Json.newArray();
    ids.forEach(id -> array.add(id.toString()));
    return array.build().toString();
  }
}
