package org.throughline.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** Reads practitioners, each with what is needed of the agency. */
final class PractitionerRows implements RowMapper<Practitioner> {

    static final String SELECT = """
            select p.id, p.username, p.name, p.agency_id, a.code as agency_code, a.gated, p.team_id, p.role, p.supervisor_id,
                   p.can_log_in, p.active
            from practitioner p join agency a on a.id = p.agency_id
            """;

    @Override
    public Practitioner mapRow(ResultSet row, int number) throws SQLException {
        return new Practitioner(row.getObject("id", UUID.class), row.getString("username"), row.getString("name"),
                row.getObject("agency_id", UUID.class), row.getString("agency_code"), row.getBoolean("gated"),
                row.getObject("team_id", UUID.class), PractitionerRole.valueOf(row.getString("role")),
                row.getObject("supervisor_id", UUID.class), row.getBoolean("can_log_in"), row.getBoolean("active"));
    }
}
