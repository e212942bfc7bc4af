<?xml version="1.0" encoding="UTF-8"?>
<!--
  The page of findings that "arshjul watch" leaves beside a report's PDF, for its authors. What it is made of: watch
  with what is known of the report, copy, pdf and html (what stands beside the page), findings and accepted with a file
  for each file that has any, the worst first.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template match="/watch">
    <html lang="sv">
      <head>
        <title><xsl:text>Anmärkningar: </xsl:text><xsl:value-of select="@title"/></title>
        <meta name="arshjul-of" content="{@of}"/>
        <meta name="robots" content="noindex"/>
      </head>
      <body class="watch {@state}">
        <xsl:if test="@errors + @faults &gt; 0"><xsl:attribute name="class">watch faulty</xsl:attribute></xsl:if>
        <a class="web-skip" href="#innehall">Till innehållet</a>
        <header class="web-header">
          <p class="watch-kind">
            <xsl:text>Anmärkningar</xsl:text>
            <xsl:if test="@organisation"><xsl:text> · </xsl:text><xsl:value-of select="@organisation"/></xsl:if>
          </p>
          <h1><xsl:value-of select="@title"/></h1>
        </header>
        <main id="innehall" tabindex="-1">
          <xsl:call-template name="state"/>
          <xsl:call-template name="facts"/>
          <xsl:call-template name="links"/>
          <xsl:if test="copy"><xsl:call-template name="copies"/></xsl:if>
          <xsl:apply-templates select="findings[file]"/>
          <xsl:apply-templates select="accepted[file]"/>
        </main>
        <footer class="web-footer">
          <p>Sidan görs om varje gång rapporten sparas. Ladda om den i webbläsaren (F5) för att se det senaste.</p>
        </footer>
      </body>
    </html>
  </xsl:template>

  <!-- How it is, in one line -->
  <xsl:template name="state">
    <p class="watch-state">
      <strong>
        <xsl:choose>
          <xsl:when test="@state = 'printed' and @errors + @faults &gt; 0">Utskriven med fel: </xsl:when>
          <xsl:when test="@state = 'printed'">Klar: </xsl:when>
          <xsl:when test="@state = 'adopted'">Antagen. </xsl:when>
          <xsl:when test="@state = 'removed'">Rapporten finns inte längre. </xsl:when>
          <xsl:otherwise>Kunde inte skrivas ut: </xsl:otherwise>
        </xsl:choose>
      </strong>
      <xsl:choose>
        <xsl:when test="@state = 'printed'">
          <xsl:if test="pdf/@pages">
            <xsl:call-template name="number">
              <xsl:with-param name="n" select="pdf/@pages"/>
              <xsl:with-param name="one" select="'sida'"/>
              <xsl:with-param name="many" select="'sidor'"/>
            </xsl:call-template>
            <xsl:text>, </xsl:text>
          </xsl:if>
          <xsl:call-template name="counts"/>
          <xsl:text>.</xsl:text>
        </xsl:when>
        <xsl:when test="@state = 'adopted'">En antagen rapport skrivs inte ut av bevakningen, utan med "arshjul build".</xsl:when>
        <xsl:when test="@state = 'removed'">Filen <xsl:value-of select="@report"/> är borttagen, flyttad eller har fått ett annat namn.</xsl:when>
        <xsl:otherwise><xsl:call-template name="counts"/><xsl:text>.</xsl:text></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@state != 'printed' and pdf">
        <xsl:choose>
          <xsl:when test="@state = 'adopted'"> PDF:en här är från <xsl:value-of select="pdf/@time"/>.</xsl:when>
          <xsl:otherwise> Den tidigare PDF:en från <xsl:value-of select="pdf/@time"/> står kvar.</xsl:otherwise>
        </xsl:choose>
      </xsl:if>
    </p>
    <xsl:if test="@state = 'not-printed' and @status = 'forslag'">
      <p>Ett förslag skrivs ut först när det inte har några fel. Skriv status="utkast" för att se det som utkast under tiden.</p>
    </xsl:if>
  </xsl:template>

  <xsl:template name="counts">
    <xsl:variable name="faults" select="@errors + @faults"/>
    <xsl:if test="$faults &gt; 0">
      <xsl:value-of select="$faults"/><xsl:text> fel</xsl:text>
    </xsl:if>
    <xsl:if test="@warnings &gt; 0">
      <xsl:if test="$faults &gt; 0">, </xsl:if>
      <xsl:call-template name="number">
        <xsl:with-param name="n" select="@warnings"/>
        <xsl:with-param name="one" select="'varning'"/>
        <xsl:with-param name="many" select="'varningar'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="@notes &gt; 0">
      <xsl:if test="$faults + @warnings &gt; 0">, </xsl:if>
      <xsl:call-template name="number">
        <xsl:with-param name="n" select="@notes"/>
        <xsl:with-param name="one" select="'notering'"/>
        <xsl:with-param name="many" select="'noteringar'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="$faults + @warnings + @notes = 0">inga anmärkningar</xsl:if>
  </xsl:template>

  <xsl:template name="number">
    <xsl:param name="n"/>
    <xsl:param name="one"/>
    <xsl:param name="many"/>
    <xsl:value-of select="$n"/>
    <xsl:text> </xsl:text>
    <xsl:choose>
      <xsl:when test="$n = 1"><xsl:value-of select="$one"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$many"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="facts">
    <dl class="facts">
      <div><dt>Rapport</dt><dd><xsl:value-of select="@report"/></dd></div>
      <xsl:if test="@saved"><div><dt>Senast sparad</dt><dd><xsl:value-of select="@saved"/></dd></div></xsl:if>
      <div><dt>Läst av programmet</dt><dd><xsl:value-of select="@read"/></dd></div>
      <xsl:if test="@status != ''">
        <div>
          <dt>Status</dt>
          <dd>
            <xsl:choose>
              <xsl:when test="@status = 'forslag'">förslag</xsl:when>
              <xsl:otherwise><xsl:value-of select="@status"/></xsl:otherwise>
            </xsl:choose>
          </dd>
        </div>
      </xsl:if>
    </dl>
  </xsl:template>

  <xsl:template name="links">
    <xsl:if test="pdf or html">
      <p class="web-tools">
        <xsl:if test="pdf">
          <a class="web-pdf" href="{pdf/@href}" type="application/pdf">
            <xsl:choose>
              <xsl:when test="@state = 'printed' or @state = 'adopted'">Öppna PDF:en</xsl:when>
              <xsl:otherwise>Öppna den tidigare PDF:en</xsl:otherwise>
            </xsl:choose>
          </a>
        </xsl:if>
        <xsl:if test="html">
          <xsl:text> </xsl:text>
          <a class="watch-html" href="{html/@href}">Öppna webbsidan</a>
        </xsl:if>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template name="copies">
    <section class="watch-copies" aria-labelledby="kopior">
      <h2 id="kopior">Det finns kopior</h2>
      <p>Två kan ha sparat samma fil samtidigt. Kopian läses inte: flytta det som ska vara med till originalet och ta sedan bort kopian.</p>
      <ul>
        <xsl:for-each select="copy">
          <li>
            <strong><xsl:value-of select="@file"/></strong>
            <xsl:text> (sparad </xsl:text><xsl:value-of select="@saved"/><xsl:text>) bredvid </xsl:text>
            <xsl:value-of select="@original"/>
            <xsl:text> (sparad </xsl:text><xsl:value-of select="@original-saved"/><xsl:text>)</xsl:text>
          </li>
        </xsl:for-each>
      </ul>
    </section>
  </xsl:template>

  <xsl:template match="findings">
    <xsl:for-each select="file">
      <section aria-labelledby="fil-{@n}">
        <h2 id="fil-{@n}"><xsl:call-template name="file-name"/></h2>
        <ol class="watch-list"><xsl:apply-templates select="finding"/></ol>
      </section>
    </xsl:for-each>
    <xsl:if test="@more">
      <p>Och <xsl:value-of select="@more"/> till, som visas när några av dem här är rättade.</p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="accepted">
    <section aria-labelledby="godkanda">
      <h2 id="godkanda">Godkända anmärkningar</h2>
      <p>Rapporten säger själv varför de får vara kvar.</p>
      <xsl:for-each select="file">
        <h3><xsl:call-template name="file-name"/></h3>
        <ol class="watch-list"><xsl:apply-templates select="finding"/></ol>
      </xsl:for-each>
    </section>
  </xsl:template>

  <xsl:template name="file-name">
    <xsl:choose>
      <xsl:when test="@name = ''">Rapporten som helhet</xsl:when>
      <xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="finding">
    <li class="watch-finding {@severity}">
      <p class="watch-message">
        <strong class="watch-word"><xsl:apply-templates select="@severity" mode="word"/></strong>
        <xsl:text>: </xsl:text>
        <xsl:value-of select="message"/>
      </p>
      <xsl:if test="hint and not(accepted)">
        <p class="watch-hint"><strong>Gör så här:</strong><xsl:text> </xsl:text><xsl:value-of select="hint"/></p>
      </xsl:if>
      <xsl:if test="accepted">
        <p class="watch-hint"><strong>Godkänd:</strong><xsl:text> </xsl:text><xsl:value-of select="accepted"/></p>
      </xsl:if>
      <xsl:apply-templates select="line"/>
      <p class="watch-place">
        <xsl:if test="@line"><xsl:text>rad </xsl:text><xsl:value-of select="@line"/></xsl:if>
        <xsl:if test="@column"><xsl:text>, tecken </xsl:text><xsl:value-of select="@column"/></xsl:if>
        <xsl:if test="@line"><xsl:text> i </xsl:text><xsl:value-of select="../@name"/></xsl:if>
        <xsl:if test="@label"><xsl:if test="@line"> </xsl:if><xsl:text>(</xsl:text><xsl:value-of select="@label"/><xsl:text>)</xsl:text></xsl:if>
        <xsl:if test="@line or @label"><xsl:text> · </xsl:text></xsl:if>
        <xsl:value-of select="@code"/>
      </p>
    </li>
  </xsl:template>

  <xsl:template match="line">
    <p class="watch-line">
      <span class="web-said">På raden står: </span>
      <code>
        <xsl:if test="@cut-before">…</xsl:if>
        <xsl:value-of select="before"/>
        <xsl:if test="mark != ''"><mark><xsl:value-of select="mark"/></mark></xsl:if>
        <xsl:value-of select="after"/>
        <xsl:if test="@cut-after">…</xsl:if>
      </code>
    </p>
  </xsl:template>

  <xsl:template match="@severity" mode="word">
    <xsl:choose>
      <xsl:when test=". = 'error'">Fel</xsl:when>
      <xsl:when test=". = 'fault'">Fel i programmet</xsl:when>
      <xsl:when test=". = 'warning'">Varning</xsl:when>
      <xsl:otherwise>Notering</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
