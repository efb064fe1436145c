package dev.headroom.usage;

import java.util.regex.Pattern;

/** What a client's name reveals. */
final class ClientName {
  /** Names that libraries, tools and languages give to every program made with them. */
  private static final Pattern OF_A_LIBRARY =
      Pattern.compile(
          "(?i)jsforce|toolbelt|sfdx|^sf(-cli)?\\b|soap ?ui|restforce|databasedotcom|^api-?client|"
              + "salesforce-?client|salesforce-?sdk|mobile-?sdk|simple[-_. ]?salesforce|beatbox|"
              + "force\\.com|forcetk|^force\\b|python|requests|urllib|aiohttp|^java\\b|^jdk|okhttp|"
              + "apache|axis|\\bcxf\\b|jersey|resteasy|retrofit|^go-|golang|^node|axios|got\\b|"
              + "undici|superagent|restsharp|typhoeus|httparty|rest-?client|reqwest|ktor|feign|"
              + "unirest|http\\.rb|^curl|wget|libwww|perl|php|guzzle|ruby|faraday|\\.net|dotnet|wsdl|"
              + "postman|insomnia|workbench|data ?loader|inspector|developer console|^partner$|"
              + "^enterprise$|^default$|^unknown$|^test$|^client$|^app$|^integration$");

  private static final Pattern RUN =
      Pattern.compile("(?i)\\b[0-9a-f]{8}-[0-9a-f-]{27}\\b|\\b(?=[a-f]*\\d)[0-9a-f]{8,}\\b");

  /** Numbers after a sign or a v, and long ones: a digit at the end of a word belongs to it. */
  private static final Pattern DIGITS =
      Pattern.compile("(?i)(?<![a-z\\d.])v?\\d+(\\.\\d+)*|\\d{5,}");

  private ClientName() {}

  /** Returns whether the name is a program's own, so that it distinguishes programs. */
  static boolean distinctive(String client) {
    return !client.isEmpty() && !OF_A_LIBRARY.matcher(client).find();
  }

  /** Returns the name without versions, dates and run numbers, which are not part of it. */
  static String folded(String client) {
    if (client.isEmpty()) {
      return client;
    }
    return DIGITS.matcher(RUN.matcher(client).replaceAll("#")).replaceAll("#").strip();
  }
}
