<?xml version="1.0" encoding="UTF-8"?>
<!--
  The index of an archive: a page that lists every document, made of the tree that src/archive/tree.c tells of. Its look
  is archive.css after ../common/web.css; archive.js searches, filters and sorts what stands here. Words are changed here.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:decimal-format name="sv" decimal-separator="," grouping-separator="&#160;"/>
  <xsl:key name="kind" match="document" use="concat(@kind, '|', @type[not(../@kind)])"/>
  <xsl:key name="status" match="document" use="@status"/>
  <xsl:key name="year" match="document" use="@year"/>

  <xsl:template match="/archive">
    <xsl:variable name="whose" select="organisation[count(../organisation) = 1]/@name"/>
    <html lang="sv">
      <head>
        <title>Dokumentarkiv<xsl:if test="$whose"> – <xsl:value-of select="$whose"/></xsl:if></title>
      </head>
      <body class="archive">
        <xsl:text>&#10;</xsl:text>
        <a class="web-skip" href="#dokument">Hoppa till dokumenten</a>
        <header class="arc-top">
          <xsl:if test="$whose"><p class="arc-whose"><xsl:value-of select="$whose"/></p></xsl:if>
          <h1>Dokumentarkiv</h1>
          <p class="arc-sum"><xsl:call-template name="sum"/></p>
          <xsl:call-template name="heed"/>
        </header>
        <xsl:text>&#10;</xsl:text>
        <xsl:if test="document | organisation"><xsl:call-template name="search"/></xsl:if>
        <main id="dokument" tabindex="-1">
          <xsl:choose>
            <xsl:when test="organisation">
              <xsl:if test="organisation[2]"><xsl:call-template name="contents"/></xsl:if>
              <p class="arc-none" id="inga" hidden="hidden">Inget dokument motsvarar sökningen. Pröva färre ord, eller rensa den.</p>
              <xsl:call-template name="list"/>
            </xsl:when>
            <xsl:otherwise><p>Här finns inga dokument än.</p></xsl:otherwise>
          </xsl:choose>
          <xsl:if test="wrong"><xsl:call-template name="wrong"/></xsl:if>
        </main>
        <xsl:text>&#10;</xsl:text>
        <footer class="web-footer">
          <p>Förteckningen är gjord av arshjul ur byggprotokollet bredvid varje PDF. Protokollet anger vad dokumentet är gjort av, filernas kontrollsummor och vad den maskinella kontrollen fann.</p>
          <p><a class="web-top" href="#">Till början av sidan</a></p>
        </footer>
      </body>
    </html>
  </xsl:template>

  <!-- "12 dokument från 3 organisationer, 2021–2026" -->
  <xsl:template name="sum">
    <xsl:value-of select="format-number(@documents, '#&#160;##0', 'sv')"/>
    <xsl:text> dokument</xsl:text>
    <xsl:if test="@organisations &gt; 1">
      <xsl:text> från </xsl:text>
      <xsl:value-of select="format-number(@organisations, '#&#160;##0', 'sv')"/>
      <xsl:text> organisationer</xsl:text>
    </xsl:if>
    <xsl:if test="@first">, <xsl:value-of select="@first"/></xsl:if>
    <xsl:if test="@last != @first">–<xsl:value-of select="@last"/></xsl:if>
  </xsl:template>

  <!-- What is not as it should be is said at once. -->
  <xsl:template name="heed">
    <xsl:if test="@failed &gt; 0 or wrong">
      <p class="arc-heed">
        <xsl:if test="@failed &gt; 0">
          <xsl:value-of select="@failed"/>
          <xsl:text> dokument kunde inte skrivas ut när det senast försöktes; det står vid dem. </xsl:text>
        </xsl:if>
        <xsl:if test="wrong">
          <a href="#se-over">
            <xsl:value-of select="count(wrong)"/>
            <xsl:choose>
              <xsl:when test="wrong[2]"> filer att se över</xsl:when>
              <xsl:otherwise> fil att se över</xsl:otherwise>
            </xsl:choose>
          </a>
        </xsl:if>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- Shown by the script, without which it could do nothing. -->
  <xsl:template name="search">
    <form class="arc-search" id="arc-search" role="search" aria-label="Dokument" hidden="hidden">
      <div class="arc-words">
        <label for="q">Sök</label>
        <input type="search" id="q" name="q" autocomplete="off" spellcheck="false" aria-describedby="q-vad" aria-controls="lista"/>
        <p id="q-vad">Titel, organisation, beslutande organ, diarienummer, slag eller år</p>
      </div>
      <xsl:if test="organisation[2]">
        <div>
          <label for="organisation">Organisation</label>
          <select id="organisation" name="organisation">
            <option value="">Alla</option>
            <xsl:for-each select="organisation"><option><xsl:value-of select="@name"/></option></xsl:for-each>
          </select>
        </div>
      </xsl:if>
      <div>
        <label for="slag">Slag</label>
        <select id="slag" name="slag">
          <option value="">Alla</option>
          <xsl:for-each select="//document[generate-id() = generate-id(key('kind', concat(@kind, '|', @type[not(../@kind)]))[1])]">
            <xsl:sort select="concat(@kind, @type)"/>
            <option><xsl:call-template name="kind"/></option>
          </xsl:for-each>
        </select>
      </div>
      <div>
        <label for="status">Status</label>
        <select id="status" name="status">
          <option value="">Alla</option>
          <xsl:for-each select="//document[generate-id() = generate-id(key('status', @status)[1])]">
            <xsl:sort select="@status"/>
            <option><xsl:call-template name="status"/></option>
          </xsl:for-each>
        </select>
      </div>
      <div>
        <label for="ar">År</label>
        <select id="ar" name="ar">
          <option value="">Alla</option>
          <xsl:for-each select="//document[@year][generate-id() = generate-id(key('year', @year)[1])]">
            <xsl:sort select="@year" order="descending"/>
            <option><xsl:value-of select="@year"/></option>
          </xsl:for-each>
        </select>
      </div>
      <div class="arc-order">
        <label for="ordna">Ordna efter</label>
        <select id="ordna" name="ordna">
          <option value="">Organisation och år</option>
          <option value="-ar">År, senaste först</option>
          <option value="ar">År, äldsta först</option>
          <option value="titel">Titel, A–Ö</option>
          <option value="-titel">Titel, Ö–A</option>
          <option value="-beslut">Beslut, senaste först</option>
          <option value="beslut">Beslut, äldsta först</option>
          <option value="diarienummer">Diarienummer</option>
          <option value="-diarienummer">Diarienummer, fallande</option>
          <option value="stallning">Status</option>
          <option value="-stallning">Status, omvänt</option>
        </select>
      </div>
      <div class="arc-reset"><button type="reset">Rensa</button></div>
      <p class="arc-count" id="antal" role="status" aria-live="polite"/>
    </form>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="contents">
    <nav class="arc-contents" aria-label="Organisationer">
      <details>
        <xsl:if test="count(organisation) &lt; 13"><xsl:attribute name="open">open</xsl:attribute></xsl:if>
        <summary>Organisationer</summary>
        <ul>
          <xsl:for-each select="organisation">
            <li><a href="#o{position()}"><xsl:value-of select="@name"/></a></li>
          </xsl:for-each>
        </ul>
      </details>
    </nav>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="list">
    <table class="arc-list" id="lista">
      <caption class="web-said">Dokument, ordnade efter organisation och år</caption>
      <colgroup><col class="arc-c1"/><col class="arc-c2"/><col class="arc-c3"/><col class="arc-c4"/><col class="arc-c5"/><col class="arc-c6"/></colgroup>
      <thead>
        <tr>
          <th scope="col" data-sort="ar">År</th>
          <th scope="col" data-sort="titel">Dokument</th>
          <th scope="col" data-sort="beslut">Beslut</th>
          <th scope="col" data-sort="diarienummer">Diarienummer</th>
          <th scope="col" data-sort="stallning">Status</th>
          <th scope="col">Filer och kontroll</th>
        </tr>
      </thead>
      <xsl:apply-templates select="organisation"/>
    </table>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="organisation">
    <xsl:text>&#10;</xsl:text>
    <tbody id="o{position()}">
      <tr class="arc-group">
        <td colspan="6">
          <h2><xsl:value-of select="@name"/></h2>
          <xsl:text> </xsl:text>
          <span><xsl:value-of select="format-number(@documents, '#&#160;##0', 'sv')"/> dokument</span>
        </td>
      </tr>
      <xsl:apply-templates select="document"/>
    </tbody>
  </xsl:template>

  <xsl:template match="document">
    <xsl:text>&#10;</xsl:text>
    <tr>
      <xsl:if test="@year and @year = preceding-sibling::document[1]/@year"><xsl:attribute name="class">same</xsl:attribute></xsl:if>
      <td><xsl:value-of select="@year"/></td>
      <th scope="row"><xsl:call-template name="title"/></th>
      <td><xsl:call-template name="decision"/></td>
      <td><xsl:value-of select="@number"/></td>
      <td>
        <xsl:if test="@status = 'utkast'"><xsl:attribute name="class">draft</xsl:attribute></xsl:if>
        <xsl:call-template name="status"/>
      </td>
      <td><xsl:call-template name="files"/></td>
    </tr>
  </xsl:template>

  <!-- The title leads to the page, where there is one, else to the PDF, which it says then. -->
  <xsl:template name="title">
    <xsl:choose>
      <xsl:when test="@html-href"><a href="{@html-href}"><xsl:value-of select="@title"/></a></xsl:when>
      <xsl:when test="@pdf-href"><a href="{@pdf-href}"><xsl:value-of select="@title"/> <small> (PDF)</small></a></xsl:when>
      <xsl:otherwise><b><xsl:value-of select="@title"/></b></xsl:otherwise>
    </xsl:choose>
    <span><xsl:call-template name="kind"/></span>
    <xsl:if test="@failed-href"><em><xsl:call-template name="failed"/></em></xsl:if>
    <xsl:if test="@differs"><em>Filen är inte den som byggprotokollet anger.</em></xsl:if>
    <xsl:for-each select="replaces">
      <i>
        <xsl:choose>
          <xsl:when test="../@status = 'antagen'">Ersätter </xsl:when>
          <xsl:otherwise>Avses ersätta </xsl:otherwise>
        </xsl:choose>
        <xsl:call-template name="edition"/>
      </i>
    </xsl:for-each>
    <xsl:for-each select="replaced">
      <i>
        <xsl:choose>
          <xsl:when test="@status = 'antagen'">Ersatt av </xsl:when>
          <xsl:otherwise>Avses ersättas av </xsl:otherwise>
        </xsl:choose>
        <xsl:call-template name="edition"/>
      </i>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="edition">
    <xsl:choose>
      <xsl:when test="@href"><a href="{@href}"><xsl:value-of select="@title"/></a></xsl:when>
      <xsl:otherwise><xsl:value-of select="@title"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="failed">
    <xsl:choose>
      <xsl:when test="@pdf-href">Kunde inte skrivas ut på nytt</xsl:when>
      <xsl:otherwise>Kunde inte skrivas ut</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@failed-errors &gt; 0">: <xsl:value-of select="@failed-errors"/> fel</xsl:if>
    <xsl:text>. </xsl:text>
    <xsl:if test="@pdf-href">
      <xsl:text>Den tidigare utgåvan</xsl:text>
      <xsl:if test="@date"> från <xsl:call-template name="date"/></xsl:if>
      <xsl:text> står kvar. </xsl:text>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="@page-href"><a href="{@page-href}">Vad som är fel</a></xsl:when>
      <xsl:otherwise><a href="{@failed-href}">Vad som är fel (JSON)</a></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="decision">
    <xsl:value-of select="@body"/>
    <xsl:if test="@date">
      <xsl:if test="@body"><br/></xsl:if>
      <time>
        <xsl:if test="string-length(@date) = 10 and translate(@date, '0123456789', '') = '--'"><xsl:attribute name="datetime"><xsl:value-of select="@date"/></xsl:attribute></xsl:if>
        <xsl:call-template name="date"/>
      </time>
    </xsl:if>
    <xsl:if test="@paragraph">
      <xsl:if test="@date">, </xsl:if>
      <xsl:if test="@body and not(@date)"><br/></xsl:if>
      <xsl:value-of select="@paragraph"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="files">
    <xsl:if test="@pdf-href">
      <a href="{@pdf-href}" type="application/pdf">
        <xsl:text>PDF</xsl:text>
        <xsl:if test="@pages &gt; 0">
          <xsl:text>, </xsl:text>
          <xsl:value-of select="@pages"/>
          <xsl:choose>
            <xsl:when test="@pages = 1">&#160;sida</xsl:when>
            <xsl:otherwise>&#160;sidor</xsl:otherwise>
          </xsl:choose>
        </xsl:if>
        <xsl:text>, </xsl:text>
        <xsl:call-template name="size"/>
      </a>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="@record-href"><a href="{@record-href}"><xsl:call-template name="findings"/></a></xsl:when>
      <xsl:otherwise><span>Inget dokument</span></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@page-href and not(@failed-href)"><a href="{@page-href}">Vad som hittades</a></xsl:if>
  </xsl:template>

  <!-- What the check found, as the words of the link to the build record. -->
  <xsl:template name="findings">
    <xsl:text>Protokoll: </xsl:text>
    <xsl:choose>
      <xsl:when test="not(@errors)">uppgift saknas</xsl:when>
      <xsl:when test="@errors + @warnings + @notes = 0">utan anmärkning</xsl:when>
      <xsl:otherwise>
        <xsl:if test="@errors &gt; 0"><xsl:value-of select="@errors"/>&#160;fel</xsl:if>
        <xsl:if test="@errors &gt; 0 and @warnings &gt; 0">, </xsl:if>
        <xsl:if test="@warnings &gt; 0">
          <xsl:value-of select="@warnings"/>
          <xsl:choose>
            <xsl:when test="@warnings = 1">&#160;varning</xsl:when>
            <xsl:otherwise>&#160;varningar</xsl:otherwise>
          </xsl:choose>
        </xsl:if>
        <xsl:if test="@errors + @warnings &gt; 0 and @notes &gt; 0">, </xsl:if>
        <xsl:if test="@notes &gt; 0">
          <xsl:value-of select="@notes"/>
          <xsl:choose>
            <xsl:when test="@notes = 1">&#160;upplysning</xsl:when>
            <xsl:otherwise>&#160;upplysningar</xsl:otherwise>
          </xsl:choose>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@accepted &gt; 0">, <xsl:value-of select="@accepted"/>&#160;godtagna</xsl:if>
  </xsl:template>

  <xsl:template name="size">
    <xsl:choose>
      <xsl:when test="@pdf-bytes &lt; 1000000"><xsl:value-of select="floor((@pdf-bytes + 999) div 1000)"/>&#160;kB</xsl:when>
      <xsl:otherwise><xsl:value-of select="format-number(@pdf-bytes div 1000000, '0,0', 'sv')"/>&#160;MB</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "24 november 2021"; what is no such date as it stands. -->
  <xsl:template name="date">
    <xsl:variable name="month" select="number(substring(@date, 6, 2))"/>
    <xsl:choose>
      <xsl:when test="string-length(@date) = 10 and translate(@date, '0123456789', '') = '--' and $month &gt; 0 and $month &lt; 13">
        <xsl:value-of select="number(substring(@date, 9))"/>
        <xsl:text>&#160;</xsl:text>
        <xsl:value-of select="normalize-space(substring('januari  februari mars     april    maj      juni     juli     augusti  septemberoktober  november december ', $month * 9 - 8, 9))"/>
        <xsl:text> </xsl:text>
        <xsl:value-of select="substring(@date, 1, 4)"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="@date"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="kind">
    <xsl:choose>
      <xsl:when test="@kind = 'budget'">Budget</xsl:when>
      <xsl:when test="@kind = 'genomlysning'">Genomlysning</xsl:when>
      <xsl:when test="@kind = 'handlingsplan'">Handlingsplan</xsl:when>
      <xsl:when test="@kind = 'omvarldsanalys'">Omvärldsanalys</xsl:when>
      <xsl:when test="@kind = 'uppfoljning'">Uppföljning</xsl:when>
      <xsl:when test="@kind = 'andringar'">Ändringslista</xsl:when>
      <xsl:when test="@type"><xsl:value-of select="@type"/></xsl:when>
      <xsl:when test="@kind"><xsl:value-of select="@kind"/></xsl:when>
      <xsl:otherwise>Okänt slag</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="status">
    <xsl:choose>
      <xsl:when test="@status = 'antagen'">Antagen</xsl:when>
      <xsl:when test="@status = 'forslag'">Förslag</xsl:when>
      <xsl:when test="@status = 'utkast'">Utkast</xsl:when>
      <xsl:otherwise>Okänd</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="wrong">
    <section class="arc-wrong" aria-labelledby="se-over">
      <h2 id="se-over" tabindex="-1">Filer att se över</h2>
      <ul>
        <xsl:for-each select="wrong">
          <li>
            <xsl:choose>
              <xsl:when test="@href"><a href="{@href}"><xsl:value-of select="@path"/></a></xsl:when>
              <xsl:otherwise><b><xsl:value-of select="@path"/></b></xsl:otherwise>
            </xsl:choose>
            <xsl:choose>
              <xsl:when test="@fault = 'no-record'"> har inget byggprotokoll, så det går inte att säga vad den är.</xsl:when>
              <xsl:when test="@fault = 'unreadable'"> är ett byggprotokoll som inte går att läsa.</xsl:when>
              <xsl:when test="@fault = 'missing'"> saknas, men byggprotokollet <xsl:value-of select="@record"/> berättar om den.</xsl:when>
              <xsl:otherwise> är inte den fil som byggprotokollet <xsl:value-of select="@record"/> anger: innehållet är ett annat.</xsl:otherwise>
            </xsl:choose>
          </li>
        </xsl:for-each>
      </ul>
    </section>
  </xsl:template>
</xsl:stylesheet>
