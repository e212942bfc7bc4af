<?xml version="1.0" encoding="UTF-8"?>
<!-- The head's metadata (Dublin Core's words where it has them), the cover, and the front-page metadata of a
     styrdokument. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <xsl:template match="report" mode="head">
    <head>
      <title>
        <xsl:value-of select="normalize-space(front/title)"/>
        <!-- A report without a title has been told so; its draft is called by its kind. -->
        <xsl:if test="normalize-space(front/title) = ''"><xsl:value-of select="@kind"/></xsl:if>
      </title>
      <meta name="author" content="{normalize-space(front/organisation)}"/>
      <xsl:apply-templates select="front/description | front/keywords | front/date" mode="meta"/>
      <meta name="status" content="{@status}"/>
      <xsl:apply-templates select="front" mode="meta"/>
      <xsl:call-template name="abbreviations"/>
    </head>
  </xsl:template>

  <xsl:template match="front/description" mode="meta">
    <meta name="subject" content="{normalize-space(.)}"/>
  </xsl:template>
  <xsl:template match="front/keywords | front/date" mode="meta">
    <meta name="{local-name()}" content="{normalize-space(.)}"/>
  </xsl:template>

  <xsl:template match="front" mode="meta">
    <xsl:apply-templates select="type | diarienummer | decision | replaces | related | responsible | responsible/@contact | applies-to | version | classification | classification/@information" mode="meta"/>
    <xsl:if test="valid-from or valid-to">
      <meta name="dcterms.valid" content="start={normalize-space(valid-from)}; end={normalize-space(valid-to)}"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="front//@* | front/*" mode="meta">
    <xsl:variable name="name"><xsl:apply-templates select="." mode="meta-name"/></xsl:variable>
    <xsl:if test="normalize-space() != ''"><meta name="{$name}" content="{normalize-space()}"/></xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="meta-name"><xsl:value-of select="local-name()"/></xsl:template>
  <xsl:template match="type" mode="meta-name">dcterms.type</xsl:template>
  <xsl:template match="diarienummer" mode="meta-name">dcterms.identifier</xsl:template>
  <xsl:template match="replaces" mode="meta-name">dcterms.replaces</xsl:template>
  <xsl:template match="related" mode="meta-name">dcterms.relation</xsl:template>
  <xsl:template match="applies-to" mode="meta-name">dcterms.audience</xsl:template>
  <xsl:template match="classification" mode="meta-name">dcterms.accessRights</xsl:template>
  <xsl:template match="@contact" mode="meta-name">contact</xsl:template>
  <xsl:template match="@information" mode="meta-name">information-class</xsl:template>
  <!-- The verb, the date, the paragraph and the body, parted by semicolons; what is not told is empty. -->
  <xsl:template match="front/decision" mode="meta">
    <meta name="decision" content="{@status}; {@date}; {@paragraph}; {@body}"/>
  </xsl:template>

  <xsl:template match="front">
    <header class="cover">
      <div class="field">
        <xsl:apply-templates select="organisation" mode="cover"/>
        <xsl:apply-templates select="title | subtitle" mode="cover"/>
        <xsl:apply-templates select="/report/@status" mode="cover"/>
      </div>
      <div class="facts"><xsl:apply-templates select="." mode="metadata"/></div>
    </header>
  </xsl:template>

  <xsl:template match="front/*" mode="cover">
    <p class="{local-name()}"><xsl:apply-templates/><xsl:call-template name="marks"/></p>
  </xsl:template>

  <!-- The theme sets a title of many letters in a smaller size, and one whose longest word would not have room. -->
  <xsl:template match="front/title" mode="cover">
    <xsl:variable name="length" select="string-length(normalize-space())"/>
    <xsl:variable name="word"><xsl:call-template name="longest-word"/></xsl:variable>
    <xsl:variable name="size">
      <xsl:choose>
        <xsl:when test="$length &gt; 70"> longer</xsl:when>
        <xsl:when test="$length &gt; 40"> long</xsl:when>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="$word &gt; 21"> widest</xsl:when>
        <xsl:when test="$word &gt; 15.5"> wider</xsl:when>
        <xsl:when test="$word &gt; 13.5"> wide</xsl:when>
      </xsl:choose>
    </xsl:variable>
    <p class="title{$size}">
      <xsl:if test="@short"><xsl:attribute name="data-short"><xsl:value-of select="normalize-space(@short)"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/><xsl:call-template name="marks"/></p>
  </xsl:template>

  <!-- How wide the longest word is, in letters of a common width: m and w have more, f, i, j, l, r, s and t less. -->
  <xsl:template name="longest-word">
    <xsl:param name="text" select="normalize-space()"/>
    <xsl:param name="longest" select="0"/>
    <xsl:variable name="letters" select="substring-before(concat($text, ' '), ' ')"/>
    <xsl:variable name="wide" select="string-length($letters) - string-length(translate($letters, 'mwMW', ''))"/>
    <xsl:variable name="narrow" select="string-length($letters) - string-length(translate($letters, 'fijlrst', ''))"/>
    <xsl:variable name="word" select="string-length($letters) + 0.7 * $wide - 0.25 * $narrow"/>
    <xsl:variable name="most">
      <xsl:choose>
        <xsl:when test="$word &gt; $longest"><xsl:value-of select="$word"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$longest"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="contains($text, ' ')">
        <xsl:call-template name="longest-word">
          <xsl:with-param name="text" select="substring-after($text, ' ')"/>
          <xsl:with-param name="longest" select="$most"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$most"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What is not yet decided says so; an adopted document needs no such word. -->
  <xsl:template match="@status" mode="cover">
    <p class="status" at="{../@at}"><xsl:apply-templates select="." mode="word"/></p>
  </xsl:template>
  <xsl:template match="@status[. = 'antagen']" mode="cover"/>

  <xsl:template match="@status" mode="word">
    <xsl:choose>
      <xsl:when test=". = 'utkast'">Utkast</xsl:when>
      <xsl:when test=". = 'forslag'">Förslag</xsl:when>
      <xsl:when test=". = 'antagen'">Antagen</xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="front" mode="metadata">
    <table class="metadata">
      <tbody>
        <xsl:apply-templates select="type" mode="metadata"/>
        <xsl:apply-templates select="decision[@status != 'reviderar'][1]" mode="metadata"/>
        <xsl:apply-templates select="date[not(../decision)]" mode="metadata"/>
        <xsl:apply-templates select="decision[@status = 'reviderar'][1]" mode="metadata"/>
        <xsl:apply-templates select="diarienummer" mode="metadata"/>
        <xsl:apply-templates select="responsible" mode="metadata"/>
        <xsl:apply-templates select="applies-to" mode="metadata"/>
        <xsl:choose>
          <xsl:when test="valid-from and valid-to"><xsl:apply-templates select="valid-from" mode="span"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="valid-from | valid-to" mode="metadata"/></xsl:otherwise>
        </xsl:choose>
        <xsl:apply-templates select="version" mode="metadata"/>
        <xsl:apply-templates select="replaces[1]" mode="metadata"/>
        <xsl:apply-templates select="related[1]" mode="metadata"/>
        <xsl:apply-templates select="classification" mode="metadata"/>
        <tr>
          <th scope="row">Status</th>
          <td><xsl:apply-templates select="/report/@status" mode="word"/></td>
        </tr>
      </tbody>
    </table>
  </xsl:template>

  <!-- What there may be several of stands in one row: a paragraph each, which are read out apart. Revisions have a row of their own. -->
  <xsl:template match="front/*" mode="metadata">
    <xsl:variable name="more" select="following-sibling::*[local-name() = local-name(current()) and (@status = 'reviderar') = (current()/@status = 'reviderar')]"/>
    <tr>
      <th scope="row"><xsl:apply-templates select="." mode="term"/></th>
      <xsl:choose>
        <xsl:when test="$more">
          <td>
            <xsl:for-each select=". | $more">
              <p><xsl:apply-templates select="." mode="fact"/><xsl:call-template name="marks"/></p>
            </xsl:for-each>
          </td>
        </xsl:when>
        <xsl:otherwise>
          <td><xsl:apply-templates select="." mode="fact"/><xsl:call-template name="marks"/></td>
        </xsl:otherwise>
      </xsl:choose>
    </tr>
  </xsl:template>

  <xsl:template match="front/*" mode="fact"><xsl:apply-templates/></xsl:template>
  <!-- "Kommunfullmäktige antar den 24 november 2021, § 212": the steps in the order in which they are taken. -->
  <xsl:template match="front/decision" mode="fact">
    <xsl:value-of select="concat(@body, ' ', @status)"/>
    <xsl:if test="@date">
      <xsl:text> den&#xA0;</xsl:text>
      <xsl:call-template name="date"><xsl:with-param name="text" select="@date"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="@paragraph"><xsl:value-of select="concat(', ', @paragraph)"/></xsl:if>
  </xsl:template>
  <xsl:template match="front/decision[@status = 'reviderar']" mode="fact">
    <xsl:value-of select="@body"/>
    <xsl:if test="@date">
      <xsl:text> den&#xA0;</xsl:text>
      <xsl:call-template name="date"><xsl:with-param name="text" select="@date"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="@paragraph"><xsl:value-of select="concat(', ', @paragraph)"/></xsl:if>
  </xsl:template>
  <xsl:template match="front/responsible[@contact]" mode="fact">
    <xsl:apply-templates/>
    <xsl:text>, </xsl:text>
    <xsl:choose>
      <xsl:when test="contains(@contact, '@') and not(contains(normalize-space(@contact), ' '))">
        <a href="mailto:{normalize-space(@contact)}"><xsl:value-of select="normalize-space(@contact)"/></a>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="normalize-space(@contact)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="front/classification[@information]" mode="fact">
    <xsl:apply-templates/>
    <xsl:value-of select="concat(', informationsklass ', normalize-space(@information))"/>
  </xsl:template>
  <xsl:template match="valid-from" mode="span">
    <tr>
      <th scope="row">Gäller</th>
      <td>
        <xsl:text>från </xsl:text>
        <xsl:call-template name="date"/><xsl:call-template name="marks"/>
        <!-- "tills vidare" says its own word. -->
        <xsl:choose>
          <xsl:when test="starts-with(normalize-space(../valid-to), 'tills ')"><xsl:text> </xsl:text></xsl:when>
          <xsl:otherwise> till </xsl:otherwise>
        </xsl:choose>
        <xsl:for-each select="../valid-to"><xsl:call-template name="date"/><xsl:call-template name="marks"/></xsl:for-each>
      </td>
    </tr>
  </xsl:template>
  <xsl:template match="front/date | front/valid-from | front/valid-to" mode="fact">
    <xsl:call-template name="date"/>
  </xsl:template>

  <xsl:template match="type" mode="term">Dokumenttyp</xsl:template>
  <xsl:template match="decision" mode="term">Beslut</xsl:template>
  <xsl:template match="decision[@status = 'reviderar']" mode="term">Reviderad</xsl:template>
  <xsl:template match="date" mode="term">Datum</xsl:template>
  <xsl:template match="diarienummer" mode="term">Diarienummer</xsl:template>
  <xsl:template match="responsible" mode="term">Ansvarig</xsl:template>
  <xsl:template match="applies-to" mode="term">Gäller för</xsl:template>
  <xsl:template match="valid-from" mode="term">Gäller från</xsl:template>
  <xsl:template match="valid-to" mode="term">Gäller till</xsl:template>
  <xsl:template match="valid-to[starts-with(normalize-space(), 'tills ')]" mode="term">Gäller</xsl:template>
  <xsl:template match="version" mode="term">Version</xsl:template>
  <xsl:template match="replaces" mode="term">Ersätter</xsl:template>
  <xsl:template match="related" mode="term">Hör ihop med</xsl:template>
  <xsl:template match="classification" mode="term">Klassning</xsl:template>

  <!-- 2021-11-24 as "24 november 2021"; any other text as it is. -->
  <xsl:template name="date">
    <xsl:param name="text" select="normalize-space(.)"/>
    <xsl:variable name="months" select="'januari  februari mars     april    maj      juni     juli     augusti  septemberoktober  november december '"/>
    <xsl:choose>
      <xsl:when test="translate($text, '0123456789', '##########') = '####-##-##'">
        <xsl:value-of select="number(substring($text, 9, 2))"/>
        <xsl:text>&#xA0;</xsl:text>
        <xsl:value-of select="normalize-space(substring($months, 9 * number(substring($text, 6, 2)) - 8, 9))"/>
        <xsl:text> </xsl:text>
        <xsl:value-of select="substring($text, 1, 4)"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
