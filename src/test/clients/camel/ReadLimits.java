import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.dto.Limits;
import org.apache.camel.impl.DefaultCamelContext;

/** Reads an org's limits with Apache Camel: {@code <url> <client id>}, the secret in CLIENT_SECRET. */
public final class ReadLimits {
  public static void main(String... args) throws Exception {
    SalesforceLoginConfig login = new SalesforceLoginConfig();
    login.setType(AuthenticationType.CLIENT_CREDENTIALS);
    login.setLoginUrl(args[0]);
    login.setClientId(args[1]);
    login.setClientSecret(System.getenv("CLIENT_SECRET"));
    SalesforceComponent salesforce = new SalesforceComponent();
    salesforce.setLoginConfig(login);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.addComponent("salesforce", salesforce);
      camel.start();
      Limits limits = camel.createProducerTemplate().requestBody("salesforce:limits", null, Limits.class);
      Limits.Usage calls = limits.getDailyApiRequests();
      System.out.println("DailyApiRequests " + calls.getRemaining() + " of " + calls.getMax());
      if (calls.getMax() <= 0 || calls.getRemaining() > calls.getMax()) {
        throw new IllegalStateException("these are no limits");
      }
    }
  }
}
