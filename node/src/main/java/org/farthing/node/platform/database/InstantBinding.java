package org.farthing.node.platform.database;

import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingRegisterContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.impl.AbstractBinding;

/**
 * {@code DATETIME(6)} as an {@link Instant} in UTC, cut to microseconds.
 *
 * <p>jOOQ's own way leads through {@link java.sql.Timestamp} and so through the JVM's time zone,
 * where an hour of spring does not exist. This one hands the driver a {@link LocalDateTime}, which
 * it takes as it is.
 */
public final class InstantBinding extends AbstractBinding<LocalDateTime, Instant> {
  private static final long serialVersionUID = 1L;

  @Override
  public Converter<LocalDateTime, Instant> converter() {
    return Converter.ofNullable(
        LocalDateTime.class,
        Instant.class,
        local -> local.toInstant(ZoneOffset.UTC),
        instant -> LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
  }

  @Override
  public void register(BindingRegisterContext<Instant> context) throws SQLException {
    context.statement().registerOutParameter(context.index(), Types.TIMESTAMP);
  }

  @Override
  public void set(BindingSetStatementContext<Instant> context) throws SQLException {
    context
        .statement()
        .setObject(context.index(), context.convert(converter()).value(), Types.TIMESTAMP);
  }

  @Override
  public void get(BindingGetResultSetContext<Instant> context) throws SQLException {
    context
        .convert(converter())
        .value(context.resultSet().getObject(context.index(), LocalDateTime.class));
  }
}
