package dev.headroom.access.salesforce;

import java.util.Map;

/** The answers of an org with two users, an app of each kind, logins, tokens and calls. */
final class Canned {
  static final Map<String, String> ROWS =
      Map.ofEntries(
          Map.entry(
              "UserPermissionAccess",
              """
              {"PermissionsManageUsers": true, "PermissionsViewSetup": true,
               "PermissionsCustomizeApplication": true, "PermissionsModifyMetadata": true,
               "PermissionsMonitorLoginHistory": true, "PermissionsViewEventLogFiles": true}"""),
          Map.entry(
              "PermissionSet",
              """
              {"Id": "0PS000000000001AAA", "Name": "X00e", "IsOwnedByProfile": true,
               "ProfileId": "00e000000000001AAA", "Profile": {"Name": "Integration"},
               "PermissionsApiEnabled": true, "PermissionsApiUserOnly": true},
              {"Id": "0PS000000000002AAA", "Name": "Sync", "NamespacePrefix": "pkg",
               "IsOwnedByProfile": false, "PermissionsApiEnabled": true}"""),
          Map.entry(
              "PermissionSetAssignment",
              """
              {"AssigneeId": "005000000000001AAA", "PermissionSetId": "0PS000000000001AAA",
               "Assignee": {"Username": "svc@acme.example", "IsActive": true,
                 "LastLoginDate": "2026-11-19T06:00:00.000+0000",
                 "ProfileId": "00e000000000001AAA", "Profile": {"Name": "Integration"}}},
              {"AssigneeId": "005000000000002AAA", "PermissionSetId": "0PS000000000002AAA",
               "ExpirationDate": "2026-12-01T00:00:00.000+0000",
               "Assignee": {"Username": "ada@acme.example", "IsActive": true,
                 "LastLoginDate": "2026-11-18T06:00:00.000+0000",
                 "ProfileId": "00e000000000002AAA", "Profile": {"Name": "Sales"}}}"""),
          Map.entry("UserLogin", "{\"UserId\": \"005000000000003AAA\"}"),
          Map.entry(
              "ConnectedApplication",
              """
              {"Id": "0H4000000000001AAA", "Name": "Billing",
               "OptionsAllowAdminApprovedUsersOnly": true}"""),
          Map.entry(
              "ExternalClientApplication",
              """
              {"Id": "0xI000000000001AAA", "DeveloperName": "Erp", "MasterLabel": "ERP"}"""),
          Map.entry(
              "ExtlClntAppOauthPlcyCnfg",
              """
              {"ExternalClientApplicationId": "0xI000000000001AAA",
               "PermittedUsersPolicyType": "AllSelfAuthorized", "IpRelaxationPolicyType": "2",
               "RefreshTokenPolicyType": "SpecificLifetime", "RefreshTokenValidityPeriod": 30,
               "RefreshTokenValidityUnit": "DAYS"}"""),
          Map.entry(
              "ExtlClntAppOauthSettings",
              """
              {"DeveloperName": "Erp_settings", "OauthScopesAPI": true, "OauthScopesSSO": true,
               "ExternalClientApplicationId": "0xI000000000001AAA"}"""),
          Map.entry(
              "listMetadata",
              """
              <result><fullName>Billing</fullName><id>0H4000000000001AAA</id>\
              <type>ConnectedApp</type></result>\
              <result><fullName>Integration</fullName><id>00e000000000001AAA</id>\
              <type>Profile</type></result>\
              <result><fullName>Sales</fullName><id>00e000000000002AAA</id>\
              <type>Profile</type></result>"""),
          Map.entry(
              "ConnectedApp",
              """
              <result><records><fullName>Billing</fullName><oauthConfig><scopes>Api</scopes>\
              <scopes>RefreshToken</scopes></oauthConfig><oauthPolicy>\
              <ipRelaxation>ENFORCE</ipRelaxation>\
              <refreshTokenPolicy>specific_inactivity:7:DAYS</refreshTokenPolicy>\
              </oauthPolicy></records></result>"""),
          Map.entry(
              "SetupEntityAccess",
              """
              {"SetupEntityId": "0H4000000000001AAA", "Parent": {"Name": "X00e",
               "IsOwnedByProfile": true, "Profile": {"Name": "Integration"}}}"""),
          Map.entry(
              "OauthToken",
              """
              {"AppName": "Billing", "ApplicationId": "0H4000000000001", "n": 2,
               "UserId": "005000000000001AAA", "Username": "svc@acme.example",
               "IsActive": true, "last": "2026-11-19T07:00:00.000+0000"},
              {"AppName": "Erp", "ApplicationId": null, "UserId": "005000000000003AAA",
               "Username": "ice@acme.example", "IsActive": true, "n": 1, "last": null}"""),
          Map.entry(
              "LoginHistory",
              """
              {"UserId": "005000000000001AAA", "SourceIp": "203.0.113.9", "Status": "Success",
               "LoginType": "Remote Access 2.0", "LoginSubType": "OAuth Refresh Token",
               "Application": "Billing", "n": 40, "last": "2026-11-19T06:00:00.000+0000"},
              {"UserId": "005000000000004AAA", "SourceIp": "203.0.113.8", "Status": "Success",
               "LoginType": "Other Apex API", "LoginSubType": null, "Application": "N/A",
               "n": 3, "last": "2026-11-17T06:00:00.000+0000"},
              {"UserId": "005000000000001AAA", "SourceIp": "198.18.0.1", "n": 9,
               "Status": "Failed: IP Address Not Allowed", "LoginType": "Remote Access 2.0",
               "Application": "Billing", "last": "2026-11-19T08:00:00.000+0000"}"""),
          Map.entry("EventLogFile", "{\"Id\": \"0AT000000000001AAA\"}"),
          Map.entry(
              "LogFile",
              """
              "TIMESTAMP","REQUEST_ID","USER_ID","CLIENT_IP","STATUS_CODE","API_FAMILY",\
              "API_RESOURCE","CLIENT_NAME","CONNECTED_APP_ID","CONNECTED_APP_NAME"
              "20261119120000.000","r1","005000000000001","203.0.113.9","200","REST",\
              "/v62.0/query","","0H4000000000001",""
              "20261119120000.000","r1","005000000000001","203.0.113.9","200","REST",\
              "/v62.0/query","","0H4000000000001",""
              "20261119130000.000","r2","005000000000001","203.0.113.9","403","REST",\
              "/v62.0/wave/datasets","","","Billing"
              """),
          Map.entry(
              "SecuritySettings",
              """
              <result><records><fullName>Security</fullName><networkAccess><ipRanges>\
              <start>192.0.2.0</start><end>192.0.2.255</end></ipRanges></networkAccess>\
              <sessionSettings><enforceIpRangesEveryRequest>true</enforceIpRangesEveryRequest>\
              </sessionSettings></records></result>"""),
          Map.entry(
              "ConnectedAppSettings",
              "<result><records><fullName>ConnectedApp</fullName></records></result>"),
          Map.entry(
              "User",
              """
              {"Id": "005000000000004AAA", "Username": "old@acme.example",
               "ProfileId": "00e000000000002AAA", "Profile": {"Name": "Sales"}}"""),
          Map.entry(
              "Profile",
              """
              <result><records><fullName>Integration</fullName><fieldPermissions>\
              <field>Account.Name</field></fieldPermissions><loginIpRanges>\
              <startAddress>203.0.113.0</startAddress><endAddress>203.0.113.63</endAddress>\
              </loginIpRanges></records><records><fullName>Sales</fullName></records></result>"""));

  private Canned() {}

  /** The rows of a read. */
  static String rows(String step) {
    return ROWS.getOrDefault(step, "");
  }

  static String envelope(String body) {
    return "<?xml version=\"1.0\"?><e:Envelope"
        + " xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><r>"
        + body
        + "</r></e:Body></e:Envelope>";
  }

  static String fault(String code, String message) {
    return "<?xml version=\"1.0\"?><e:Envelope"
        + " xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><e:Fault>"
        + "<faultcode>sf:"
        + code
        + "</faultcode><faultstring>"
        + message
        + "</faultstring></e:Fault></e:Body></e:Envelope>";
  }
}
