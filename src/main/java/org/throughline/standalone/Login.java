package org.throughline.standalone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where and as whom to connect. */
public record Login(String url, String user, String password) {

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    @Override
    public String toString() {
        return "Login[" + user + " at " + url + "]";
    }
}
