package dev.headroom.http.salesforce;

import static jakarta.ws.rs.core.HttpHeaders.ACCEPT_ENCODING;
import static jakarta.ws.rs.core.HttpHeaders.AUTHORIZATION;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Salesforce's OAuth 2.0 token endpoint, REST API and Tooling API, at a login host or an instance.
 *
 * <p>A version looks like {@code 67.0}; {@code bearer} is {@code Bearer} and the access token.
 * {@code Sforce-Call-Options} identifies Headroom in the org's event logs, so that an admin can
 * recognise its calls (REST API Developer Guide, Call Options Header).
 */
@Path("/services")
@Produces(MediaType.APPLICATION_JSON)
@ClientHeaderParam(name = ACCEPT_ENCODING, value = "gzip")
public interface SalesforceApi {
  /** The name of the header that identifies the caller. */
  String CALL_OPTIONS = "Sforce-Call-Options";

  /** The caller's identity. */
  String CLIENT = "client=headroom";

  /** {@code grant_type} of the JWT bearer flow. */
  String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  /** Logs in with client credentials; {@code grantType} is {@code client_credentials}. */
  @POST
  @Path("/oauth2/token")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  RestResponse<TokenAnswer> clientCredentials(
      @FormParam("grant_type") String grantType,
      @FormParam("client_id") String clientId,
      @FormParam("client_secret") String clientSecret);

  /** Logs in with a signed assertion; {@code grantType} is {@link #JWT_BEARER}. */
  @POST
  @Path("/oauth2/token")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  RestResponse<TokenAnswer> jwtBearer(
      @FormParam("grant_type") String grantType, @FormParam("assertion") String assertion);

  /** Returns the API versions that the org offers; Salesforce does not count the call. */
  @GET
  @Path("/data/")
  @ClientHeaderParam(name = CALL_OPTIONS, value = CLIENT)
  RestResponse<List<ApiVersion>> versions();

  /**
   * Returns every limit of the org, as bytes: a strict reader says what is wrong with them, and
   * where.
   */
  @GET
  @Path("/data/v{version}/limits")
  @ClientHeaderParam(name = CALL_OPTIONS, value = CLIENT)
  RestResponse<byte[]> limits(
      @HeaderParam(AUTHORIZATION) String bearer, @PathParam("version") String version);

  /** Returns the first page of a SOQL query's result. */
  @GET
  @Path("/data/v{version}/query")
  @ClientHeaderParam(name = CALL_OPTIONS, value = CLIENT)
  RestResponse<QueryPage> query(
      @HeaderParam(AUTHORIZATION) String bearer,
      @PathParam("version") String version,
      @QueryParam("q") String soql);

  /** Returns the page named by {@link QueryPage#locator()} of the previous page. */
  @GET
  @Path("/data/v{version}/query/{locator}")
  @ClientHeaderParam(name = CALL_OPTIONS, value = CLIENT)
  RestResponse<QueryPage> nextPage(
      @HeaderParam(AUTHORIZATION) String bearer,
      @PathParam("version") String version,
      @PathParam("locator") String locator);

  /** Returns the first page of the result of a SOQL query on Tooling API objects. */
  @GET
  @Path("/data/v{version}/tooling/query")
  @ClientHeaderParam(name = CALL_OPTIONS, value = CLIENT)
  RestResponse<QueryPage> toolingQuery(
      @HeaderParam(AUTHORIZATION) String bearer,
      @PathParam("version") String version,
      @QueryParam("q") String soql);

  /** Returns the CSV lines of one row of {@code EventLogFile}, to be read as they arrive. */
  @GET
  @Path("/data/v{version}/sobjects/EventLogFile/{id}/LogFile")
  @Produces("text/csv")
  @ClientHeaderParam(name = CALL_OPTIONS, value = CLIENT)
  RestResponse<InputStream> eventLogFile(
      @HeaderParam(AUTHORIZATION) String bearer,
      @PathParam("version") String version,
      @PathParam("id") String id);

  /**
   * Makes a read request to the Metadata API, which has no REST form for it (Metadata API Developer
   * Guide, listMetadata and readMetadata).
   *
   * @param envelope the SOAP envelope, with the session in its header
   */
  @POST
  @Path("/Soap/m/{version}")
  @Consumes(MediaType.TEXT_XML)
  @Produces(MediaType.TEXT_XML)
  @ClientHeaderParam(name = "SOAPAction", value = "\"\"")
  RestResponse<InputStream> metadata(@PathParam("version") String version, String envelope);
}
